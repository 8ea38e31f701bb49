import numpy as np



class GroupNorm:
    def __init__(self, num_groups, num_channels, eps=1e-5):
        self.G, self.eps = num_groups, eps
        self.gamma, self.beta = np.ones((1, num_channels, 1, 1)), np.zeros((1, num_channels, 1, 1))

    def forward(self, x):
        N, C, H, W = x.shape
        g = x.reshape(N, self.G, -1)
        self.std = np.sqrt(g.var(axis=2, keepdims=True) + self.eps)
        self.xhat = ((g - g.mean(axis=2, keepdims=True)) / self.std).reshape(x.shape)
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        N, C, H, W = dout.shape
        self.dgamma = (dout * self.xhat).sum(axis=(0, 2, 3), keepdims=True)
        self.dbeta = dout.sum(axis=(0, 2, 3), keepdims=True)
        d = (dout * self.gamma).reshape(N, self.G, -1)
        xh = self.xhat.reshape(N, self.G, -1)
        dx = (d - d.mean(axis=2, keepdims=True) - xh * (d * xh).mean(axis=2, keepdims=True)) / self.std
        return dx.reshape(dout.shape)


class GlobalAveragePooling:
    def forward(self, x):
        self.shape = x.shape
        return x.mean(axis=(2, 3))

    def backward(self, dout):
        N, C, H, W = self.shape
        return np.ones(self.shape) * dout[:, :, None, None] / (H * W)
