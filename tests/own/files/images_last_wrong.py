import numpy as np


class Conv2DLayer:
    def __init__(self, filters, kernel_size, in_channels, stride=1):
        self.W=np.random.randn(kernel_size,kernel_size,in_channels,filters)*0.1; self.b=np.zeros(filters); self.stride=stride
    def forward(self,A):
        self.A=A; N,H,W,C=A.shape; k=self.W.shape[0]; s=self.stride; Ho=(H-k)//s+1; Wo=(W-k)//s+1
        Z=np.zeros((N,Ho,Wo,self.W.shape[3]))
        for i in range(Ho):
            for j in range(Wo):
                Z[:,i,j,:]=np.tensordot(A[:,i*s:i*s+k,j*s:j*s+k,:],self.W,axes=([1,2,3],[0,1,2]))+self.b
        return Z
    def backward(self,dZ):
        A=self.A; k=self.W.shape[0]; s=self.stride; dA=np.zeros_like(A); self.dW=np.zeros_like(self.W)
        for i in range(dZ.shape[1]):
            for j in range(dZ.shape[2]):
                p=A[:,i*s:i*s+k,j*s:j*s+k,:]
                self.dW+=np.tensordot(p,dZ[:,i,j,:],axes=([0],[0]))
                dA[:,i*s:i*s+k,j*s:j*s+k,:]+=np.tensordot(dZ[:,i,j,:],self.W,axes=([1],[3]))
        self.db=dZ.mean((0,1,2)); return dA
