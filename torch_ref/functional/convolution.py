"""Convolution of sequences, images and volumes, its transpose, and its halves."""

from __future__ import annotations

import torch.nn.functional as F

from ._vjp import vjp


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv1d(x, w, b, stride, padding, dilation, groups), input, weight, bias)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv2d(x, w, b, stride, padding, dilation, groups), input, weight, bias)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return vjp(lambda x, w, b: F.conv3d(x, w, b, stride, padding, dilation, groups), input, weight, bias)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    options = (stride, padding, output_padding, groups, dilation)
    return vjp(lambda x, w, b: F.conv_transpose1d(x, w, b, *options), input, weight, bias)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    options = (stride, padding, output_padding, groups, dilation)
    return vjp(lambda x, w, b: F.conv_transpose2d(x, w, b, *options), input, weight, bias)


def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    options = (stride, padding, output_padding, groups, dilation)
    return vjp(lambda x, w, b: F.conv_transpose3d(x, w, b, *options), input, weight, bias)


def unfold(input, kernel_size, dilation=1, padding=0, stride=1):
    return vjp(lambda x: F.unfold(x, kernel_size, dilation, padding, stride), input)


def fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1):
    return vjp(lambda x: F.fold(x, output_size, kernel_size, dilation, padding, stride), input)
