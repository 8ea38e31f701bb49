import numpy as np


class Dense:
    def __init__(self, units): self.units=units; self.W=None
    def initialize(self, n_in): self.W=np.random.randn(n_in,self.units)*0.1; self.b=np.zeros(self.units)
    def forward(self, X):
        if self.W is None: self.initialize(X.shape[1])
        self.X=X; return X@self.W+self.b
    def backward(self, d_out):
        self.grads={'W': self.X.T@d_out, 'b': d_out.sum(0)}
        return d_out@self.W.T
