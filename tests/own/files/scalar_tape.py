import math
class Value:
    def __init__(self, data, _children=(), _op=''):
        self.data=data; self.grad=0; self._backward=lambda: None; self._prev=set(_children)
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def _backward(): self.grad += out.grad; other.grad += out.grad
        out._backward=_backward; return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data*other.data, (self, other), '*')
        def _backward(): self.grad += other.data*out.grad; other.grad += self.data*out.grad
        out._backward=_backward; return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward(): self.grad += (out.data > 0) * out.grad
        out._backward=_backward; return out
    def tanh(self):
        t=math.tanh(self.data); out=Value(t,(self,),'tanh')
        def _backward(): self.grad += (1 - t**2)*out.grad
        out._backward=_backward; return out
    def backward(self):
        topo=[]; visited=set()
        def build(v):
            if v not in visited:
                visited.add(v)
                for c in v._prev: build(c)
                topo.append(v)
        build(self); self.grad=1
        for v in reversed(topo): v._backward()
