"""How much is lost when a served home is killed while it is copied, measured from what is put back.

A real home is served, somebody writes in it all the time, and copies go to two folders by the
schedule of the product.  In the middle of a run everything is killed at once, what lies at the
places is put back by ``shoumi restore fetch`` into an empty folder, and held against what was
served.
"""
