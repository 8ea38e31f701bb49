from .layers import Affine, Relu
