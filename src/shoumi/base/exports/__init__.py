"""Lists as files: customers by reference and state, demands, evidence, statements, the register.

One mechanism for all: asked for on a page with the filter that is in force there, made by a worker,
recorded, kept sealed for who asked, and asked again at each fetch.
"""
