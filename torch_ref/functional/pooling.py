"""Pooling with windows of a fixed size, and with as many windows as asked for; and unpooling."""

from __future__ import annotations

import torch.nn.functional as F

from ._vjp import tensor, vjp


def max_pool1d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return vjp(lambda x: F.max_pool1d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices), input)


def max_pool2d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return vjp(lambda x: F.max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices), input)


def max_pool3d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False):
    return vjp(lambda x: F.max_pool3d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices), input)


def avg_pool1d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True):
    return vjp(lambda x: F.avg_pool1d(x, kernel_size, stride, padding, ceil_mode, count_include_pad), input)


def avg_pool2d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    options = (kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    return vjp(lambda x: F.avg_pool2d(x, *options), input)


def avg_pool3d(
    input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None
):
    options = (kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    return vjp(lambda x: F.avg_pool3d(x, *options), input)


def lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return vjp(lambda x: F.lp_pool1d(x, norm_type, kernel_size, stride, ceil_mode), input)


def lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return vjp(lambda x: F.lp_pool2d(x, norm_type, kernel_size, stride, ceil_mode), input)


def lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False):
    return vjp(lambda x: F.lp_pool3d(x, norm_type, kernel_size, stride, ceil_mode), input)


def adaptive_avg_pool1d(input, output_size):
    return vjp(lambda x: F.adaptive_avg_pool1d(x, output_size), input)


def adaptive_avg_pool2d(input, output_size):
    return vjp(lambda x: F.adaptive_avg_pool2d(x, output_size), input)


def adaptive_avg_pool3d(input, output_size):
    return vjp(lambda x: F.adaptive_avg_pool3d(x, output_size), input)


def adaptive_max_pool1d(input, output_size, return_indices=False):
    return vjp(lambda x: F.adaptive_max_pool1d(x, output_size, return_indices), input)


def adaptive_max_pool2d(input, output_size, return_indices=False):
    return vjp(lambda x: F.adaptive_max_pool2d(x, output_size, return_indices), input)


def adaptive_max_pool3d(input, output_size, return_indices=False):
    return vjp(lambda x: F.adaptive_max_pool3d(x, output_size, return_indices), input)


def max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    index = tensor(indices)
    return vjp(lambda x: F.max_unpool1d(x, index, kernel_size, stride, padding, output_size), input)


def max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    index = tensor(indices)
    return vjp(lambda x: F.max_unpool2d(x, index, kernel_size, stride, padding, output_size), input)


def max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None):
    index = tensor(indices)
    return vjp(lambda x: F.max_unpool3d(x, index, kernel_size, stride, padding, output_size), input)
