import numpy as np
class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray): raise TypeError('not supported')
        self.data=data; self.grad=None; self.creator=None
    def set_creator(self, f): self.creator=f
    def __mul__(self, o): return Mul()(self, o)
    def sum(self): return Sum()(self)
    def backward(self):
        if self.grad is None: self.grad=np.ones_like(self.data)
        funcs=[self.creator]
        while funcs:
            f=funcs.pop(); gys=[o.grad for o in f.outputs]; gxs=f.backward(*gys)
            if not isinstance(gxs,tuple): gxs=(gxs,)
            for x,gx in zip(f.inputs,gxs):
                x.grad = gx if x.grad is None else x.grad+gx
                if x.creator is not None: funcs.append(x.creator)
def as_array(x): return np.array(x) if np.isscalar(x) else x
class Function:
    def __call__(self,*inputs):
        xs=[x.data for x in inputs]; ys=self.forward(*xs)
        if not isinstance(ys,tuple): ys=(ys,)
        outputs=[Variable(as_array(y)) for y in ys]
        for o in outputs: o.set_creator(self)
        self.inputs=inputs; self.outputs=outputs
        return outputs if len(outputs)>1 else outputs[0]
class Mul(Function):
    def forward(self,a,b): return a*b
    def backward(self,gy): return gy*self.inputs[1].data, gy*self.inputs[0].data
class Sum(Function):
    def forward(self,x): self.s=x.shape; return x.sum()
    def backward(self,gy): return np.broadcast_to(gy,self.s)
class Sigmoid(Function):
    def forward(self,x): return 1/(1+np.exp(-x))
    def backward(self,gy):
        y=self.outputs[0].data; return gy*y*(1-y)
class ReLU(Function):
    def forward(self,x): return np.maximum(x,0.0)
    def backward(self,gy):
        x,=self.inputs; return gy*(x.data>0)
class Linear(Function):
    def forward(self,x,W,b): return x.dot(W)+b
    def backward(self,gy):
        x,W,b=self.inputs
        return gy.dot(W.data.T), x.data.T.dot(gy), gy.sum(axis=0)
class MeanSquaredError(Function):
    def forward(self,x0,x1): d=x0-x1; return (d**2).sum()/len(d)
    def backward(self,gy):
        d=self.inputs[0].data-self.inputs[1].data; g=gy*d*(2./len(d)); return g,-g
def sigmoid(x): return Sigmoid()(x)
def relu(x): return ReLU()(x)
def linear(x,W,b): return Linear()(x,W,b)
def mean_squared_error(x0,x1): return MeanSquaredError()(x0,x1)
