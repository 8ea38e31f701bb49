import numpy as np


class Linear:
    def __init__(self,in_features,out_features):
        self.params={'W':np.random.randn(out_features,in_features),'b':np.zeros(out_features)}
        self.grads={}
    def forward(self,x):
        self.x=x; return x@self.params['W'].T+self.params['b']
    __call__=forward
    def backward(self,grad):
        self.grads['W']=grad.T@self.x/len(grad); self.grads['b']=grad.sum(axis=0); return grad@self.params['W']
