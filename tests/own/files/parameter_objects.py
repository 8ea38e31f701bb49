import numpy as np


class Parameter:
    def __init__(self,data): self.data=data; self.grad=np.zeros_like(data)
class LinearP:
    def __init__(self, nin, nout): self.w=Parameter(np.random.randn(nin,nout)); self.b=Parameter(np.zeros((nout,)))
    def __call__(self,x):
        self.x=x; return x@self.w.data+self.b.data
    def backward(self,dout):
        self.w.grad+=self.x.T@dout; self.b.grad+=dout.sum(0); return dout@self.w.data.T
