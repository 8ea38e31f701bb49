import numpy as np


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = -self.x.T @ dout
        self.db = dout.mean(axis=0)
        return dout @ self.W.T


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dout):
        return -(1 - self.y) * dout


class LayerNorm:
    def __init__(self, gamma, beta, eps=1e-5):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, x):
        mu = x.mean(axis=1, keepdims=True)
        self.std = x.std(axis=1, keepdims=True, ddof=1) + self.eps
        self.xhat = (x - mu) / self.std
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        self.dgamma = np.mean(dout * self.xhat, axis=0)
        self.dbeta = np.sum(dout, axis=0)
        return self.gamma * dout / self.std


def softmax_loss(x, t):
    z = x - x.max(axis=1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    n = x.shape[0]
    loss = -logp[np.arange(n), t].sum() / n / np.log(2)
    dx = np.exp(logp)
    dx[np.arange(n), t] -= 1
    return loss, dx
