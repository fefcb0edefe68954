"""What may be done with a notice; every move goes through `moving.move`, which reads the table."""
