"""Kinerja unit pelayanan: the register of assessments (IPP), their trend, evaluators, validation and worksheets."""
