import numpy as np


def softmax(x):
    x=x-np.max(x,axis=-1,keepdims=True); return np.exp(x)/np.sum(np.exp(x),axis=-1,keepdims=True)
def sigmoid(x): return 1/(1+np.exp(-x))
class TwoLayerNet:
    def __init__(self,input_size,hidden_size,output_size,weight_init_std=0.01):
        self.params={'W1':weight_init_std*np.random.randn(input_size,hidden_size),'b1':np.zeros(hidden_size),'W2':weight_init_std*np.random.randn(hidden_size,output_size),'b2':np.zeros(output_size)}
    def predict(self,x):
        p=self.params; return softmax(np.dot(sigmoid(np.dot(x,p['W1'])+p['b1']),p['W2'])+p['b2'])
    def loss(self,x,t):
        y=self.predict(x); return -np.sum(t*np.log(y+1e-7))/len(x)
    def gradient(self,x,t):
        p=self.params; g={}; n=x.shape[0]
        a1=np.dot(x,p['W1'])+p['b1']; z1=sigmoid(a1); y=softmax(np.dot(z1,p['W2'])+p['b2'])
        dy=(y-t)/n; g['W2']=np.dot(z1.T,dy); g['b2']=np.sum(dy,axis=0)
        da=np.dot(dy,p['W2'].T); dz=sigmoid(z1)*(1-sigmoid(z1))*da; g['W1']=np.dot(x.T,dz); g['b1']=np.sum(dz,axis=0)
        return g
