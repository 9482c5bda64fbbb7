"""What stands between the network and the pages: deadlines, limits, and who really asks."""
