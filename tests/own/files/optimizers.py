import numpy as np


class SGD:
    def __init__(self,lr=0.01): self.lr=lr
    def update(self,params,grads):
        for key in params.keys(): params[key]-=self.lr*grads[key]
class Momentum:
    def __init__(self,lr=0.01,momentum=0.9): self.lr=lr; self.momentum=momentum; self.v=None
    def update(self,params,grads):
        if self.v is None: self.v={k:np.zeros_like(v) for k,v in params.items()}
        for k in params: self.v[k]=self.momentum*self.v[k]-self.lr*grads[k]; params[k]+=self.v[k]
class Adam:
    def __init__(self,lr=0.001,beta1=0.9,beta2=0.999):
        self.lr=lr; self.beta1=beta1; self.beta2=beta2; self.iter=0; self.m=None; self.v=None
    def update(self,params,grads):
        if self.m is None: self.m,self.v={},{};[self.m.__setitem__(k,np.zeros_like(v)) or self.v.__setitem__(k,np.zeros_like(v)) for k,v in params.items()]
        self.iter+=1
        lr_t=self.lr*np.sqrt(1.0-self.beta2**self.iter)/(1.0-self.beta1**self.iter)
        for k in params:
            self.m[k]+=(1-self.beta1)*(grads[k]-self.m[k]); self.v[k]+=(1-self.beta2)*(grads[k]**2-self.v[k])
            params[k]-=lr_t*self.m[k]/(np.sqrt(self.v[k])+1e-7)
def sgd_momentum(w,dw,config=None):
    if config is None: config={}
    config.setdefault('learning_rate',1e-2); config.setdefault('momentum',0.9)
    v=config.get('velocity',np.zeros_like(w))
    v=config['momentum']*v-config['learning_rate']*dw; next_w=w+v
    config['velocity']=v
    return next_w,config
