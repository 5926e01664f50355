"""Benchmarks: `make bench` prints the table that README quotes."""
