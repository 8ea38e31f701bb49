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
LPPool1d = layer(nn.LPPool1d)
LPPool2d = layer(nn.LPPool2d)
LPPool3d = layer(nn.LPPool3d)
AdaptiveAvgPool1d = layer(nn.AdaptiveAvgPool1d)
AdaptiveAvgPool2d = layer(nn.AdaptiveAvgPool2d)
AdaptiveAvgPool3d = layer(nn.AdaptiveAvgPool3d)
AdaptiveMaxPool1d = layer(nn.AdaptiveMaxPool1d)
AdaptiveMaxPool2d = layer(nn.AdaptiveMaxPool2d)
AdaptiveMaxPool3d = layer(nn.AdaptiveMaxPool3d)
MaxUnpool1d = layer(nn.MaxUnpool1d)
MaxUnpool2d = layer(nn.MaxUnpool2d)
MaxUnpool3d = layer(nn.MaxUnpool3d)

BatchNorm1d = layer(nn.BatchNorm1d)
BatchNorm2d = layer(nn.BatchNorm2d)
BatchNorm3d = layer(nn.BatchNorm3d)

Dropout = layer(nn.Dropout)
Dropout1d = layer(nn.Dropout1d)
Dropout2d = layer(nn.Dropout2d)
Dropout3d = layer(nn.Dropout3d)
AlphaDropout = layer(nn.AlphaDropout)
FeatureAlphaDropout = layer(nn.FeatureAlphaDropout)

Flatten = layer(nn.Flatten)
Identity = layer(nn.Identity)

ReLU = layer(nn.ReLU)
LeakyReLU = layer(nn.LeakyReLU)
ELU = layer(nn.ELU)
GELU = layer(nn.GELU)
SiLU = layer(nn.SiLU)
Softplus = layer(nn.Softplus)
Sigmoid = layer(nn.Sigmoid)
LogSigmoid = layer(nn.LogSigmoid)
Tanh = layer(nn.Tanh)
Hardtanh = layer(nn.Hardtanh)
ReLU6 = layer(nn.ReLU6)
Softmax = layer(nn.Softmax)
LogSoftmax = layer(nn.LogSoftmax)

CrossEntropyLoss = layer(nn.CrossEntropyLoss, Loss)
NLLLoss = layer(nn.NLLLoss, Loss)
MSELoss = layer(nn.MSELoss, Loss)
L1Loss = layer(nn.L1Loss, Loss)
SmoothL1Loss = layer(nn.SmoothL1Loss, Loss)
HuberLoss = layer(nn.HuberLoss, Loss)
BCELoss = layer(nn.BCELoss, Loss)
BCEWithLogitsLoss = layer(nn.BCEWithLogitsLoss, Loss)
KLDivLoss = layer(nn.KLDivLoss, Loss)
