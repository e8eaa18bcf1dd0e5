"""The SKM report in the four-chapter form of 2024-2025."""
