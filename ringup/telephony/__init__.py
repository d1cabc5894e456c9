"""Every door that people come through: the phone, the browser, the operators' console."""
