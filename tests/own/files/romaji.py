import numpy as np



def sigumoido(x):
    return 1 / (1 + np.exp(-x))


def koutou_kansuu(x):
    return x


class Zenketsugou:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def jun_denpa(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def gyaku_denpa(self, dy):
        self.dW = np.dot(self.x.T, dy)
        self.db = dy.sum(axis=0)
        return np.dot(dy, self.W.T)
