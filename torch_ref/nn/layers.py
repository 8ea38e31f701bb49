"""torch.nn's layers and losses, class by class, under scratch's contract."""

from __future__ import annotations

from torch import nn

from .module import Loss, layer

Sequential = layer(nn.Sequential)

Linear = layer(nn.Linear)

Conv1d = layer(nn.Conv1d)
Conv2d = layer(nn.Conv2d)
Conv3d = layer(nn.Conv3d)

MaxPool1d = layer(nn.MaxPool1d)
MaxPool2d = layer(nn.MaxPool2d)
MaxPool3d = layer(nn.MaxPool3d)
AvgPool1d = layer(nn.AvgPool1d)
AvgPool2d = layer(nn.AvgPool2d)
AvgPool3d = layer(nn.AvgPool3d)
AdaptiveAvgPool1d = layer(nn.AdaptiveAvgPool1d)
AdaptiveAvgPool2d = layer(nn.AdaptiveAvgPool2d)
AdaptiveAvgPool3d = layer(nn.AdaptiveAvgPool3d)
AdaptiveMaxPool1d = layer(nn.AdaptiveMaxPool1d)
AdaptiveMaxPool2d = layer(nn.AdaptiveMaxPool2d)
AdaptiveMaxPool3d = layer(nn.AdaptiveMaxPool3d)

Upsample = layer(nn.Upsample)
UpsamplingNearest2d = layer(nn.UpsamplingNearest2d)
UpsamplingBilinear2d = layer(nn.UpsamplingBilinear2d)

BatchNorm1d = layer(nn.BatchNorm1d)
BatchNorm2d = layer(nn.BatchNorm2d)
BatchNorm3d = layer(nn.BatchNorm3d)

Dropout = layer(nn.Dropout)
Dropout1d = layer(nn.Dropout1d)
Dropout2d = layer(nn.Dropout2d)
Dropout3d = layer(nn.Dropout3d)
AlphaDropout = layer(nn.AlphaDropout)

Flatten = layer(nn.Flatten)
Identity = layer(nn.Identity)
PixelShuffle = layer(nn.PixelShuffle)
PixelUnshuffle = layer(nn.PixelUnshuffle)

ReLU = layer(nn.ReLU)
Threshold = layer(nn.Threshold)
LeakyReLU = layer(nn.LeakyReLU)
PReLU = layer(nn.PReLU)
RReLU = layer(nn.RReLU)
Hardtanh = layer(nn.Hardtanh)
ReLU6 = layer(nn.ReLU6)
Hardsigmoid = layer(nn.Hardsigmoid)
Hardswish = layer(nn.Hardswish)
Softshrink = layer(nn.Softshrink)
Hardshrink = layer(nn.Hardshrink)
Tanhshrink = layer(nn.Tanhshrink)
ELU = layer(nn.ELU)
SELU = layer(nn.SELU)
CELU = layer(nn.CELU)
Sigmoid = layer(nn.Sigmoid)
LogSigmoid = layer(nn.LogSigmoid)
Softplus = layer(nn.Softplus)
Tanh = layer(nn.Tanh)
Softsign = layer(nn.Softsign)
SiLU = layer(nn.SiLU)
GELU = layer(nn.GELU)
Mish = layer(nn.Mish)
GLU = layer(nn.GLU)
Softmax = layer(nn.Softmax)
Softmin = layer(nn.Softmin)
LogSoftmax = layer(nn.LogSoftmax)
Softmax2d = layer(nn.Softmax2d)

CrossEntropyLoss = layer(nn.CrossEntropyLoss, Loss)
NLLLoss = layer(nn.NLLLoss, Loss)
MSELoss = layer(nn.MSELoss, Loss)
L1Loss = layer(nn.L1Loss, Loss)
SmoothL1Loss = layer(nn.SmoothL1Loss, Loss)
HuberLoss = layer(nn.HuberLoss, Loss)
BCELoss = layer(nn.BCELoss, Loss)
BCEWithLogitsLoss = layer(nn.BCEWithLogitsLoss, Loss)
KLDivLoss = layer(nn.KLDivLoss, Loss)
