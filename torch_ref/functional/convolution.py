"""Convolution of sequences, images and volumes."""

from __future__ import annotations

import torch.nn.functional as F

from ._vjp import vjp


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv1d(x, w, b, stride, padding, dilation, groups), input, weight, bias)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv2d(x, w, b, stride, padding, dilation, groups), input, weight, bias)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv3d(x, w, b, stride, padding, dilation, groups), input, weight, bias)
