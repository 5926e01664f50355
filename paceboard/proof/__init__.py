"""The bulletin checker (通报核数): finds every figure of a draft, recomputes it and says what is right."""
