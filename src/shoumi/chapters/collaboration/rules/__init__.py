"""What may be shared, who answers for what: decided without looking anywhere else."""
