"""The certificate of a training: who took part in what, for how long, and on the back what was taught."""
