import numpy as np


class Sigmoid:
    @staticmethod
    def fn(z):
        return 1.0 / (1.0 + np.exp(-z))

    @staticmethod
    def prime(z):
        s = Sigmoid.fn(z)
        return s


class ReLU():
    def __call__(self, x):
        return np.where(x > 0, x, 0)

    def gradient(self, x):
        return np.where(x > 0, 1, 0)


class TanH():
    def __call__(self, x):
        return np.tanh(x)

    def gradient(self, x):
        return 1 + np.power(self.__call__(x), 2)


class SoftPlus():
    def __call__(self, x):
        return np.logaddexp(0, x)

    def gradient(self, x):
        return 1 / (1 + np.exp(-x))


class SquareLoss():
    def loss(self, y, y_pred):
        return 0.5 * np.power((y - y_pred), 2)

    def gradient(self, y, y_pred):
        return y - y_pred
