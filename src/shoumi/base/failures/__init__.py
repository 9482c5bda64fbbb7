"""What nobody refused and went wrong all the same: written down without values, told in words."""
