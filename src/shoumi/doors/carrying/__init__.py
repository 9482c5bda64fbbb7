"""What more than one door needs to carry an act out: its papers, what goes into it, its numbers.

Doors differ in how they are asked and how they answer.  What lies between is here once: the paper
a house makes where nobody brings one, the people a package is sealed for, the files of an import
read into a plan.  Nothing here prints, reads an option or knows a request.
"""
