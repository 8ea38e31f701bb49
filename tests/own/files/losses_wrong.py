import numpy as np



class MeanSquaredError:
    def forward(self, y, t):
        self.diff = y - t
        return np.sum(self.diff ** 2)

    def backward(self, dout=1):
        return self.diff * dout


class BinaryCrossEntropy:
    def forward(self, y, t):
        self.y, self.t = np.clip(y, 1e-7, 1 - 1e-7), t
        return -np.mean(t * np.log(self.y) + (1 - t) * np.log(1 - self.y))

    def backward(self, dout=1):
        return dout * (self.y - self.t) / self.y.size


class SoftmaxCrossEntropy:
    def forward(self, logits, labels):
        logits = np.exp(logits - logits.max(axis=1, keepdims=True))
        logits = logits / logits.sum(axis=1, keepdims=True)
        z = logits - logits.max(axis=1, keepdims=True)
        self.logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.labels = labels
        return -self.logp[np.arange(len(labels)), labels].sum()

    def backward(self, dout=1):
        d = np.exp(self.logp)
        d[np.arange(len(self.labels)), self.labels] -= 1
        return d * dout
