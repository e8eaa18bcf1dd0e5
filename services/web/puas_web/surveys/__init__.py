"""Survey periods: opening them for one or all agencies, watching them fill, closing them."""
