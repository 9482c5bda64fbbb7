"""Checks of behaviour, sanctions and rewards in plain functions.

Sources: LCL 4, 39, 90; 工资支付暂行规定 16; GB/T 35273-2020 11.6(b), 11.7; PIPL 51, 52, 54.
"""

from __future__ import annotations
