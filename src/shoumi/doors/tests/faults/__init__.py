"""Break the product at every point it passes, start it again, and look at the world.

``points``   where a process can be killed or its disk can fail
``forks``    a child process for each try
``places``   homes on either engine that can be put back as they were
``worlds``   the story's home, ready for each flow
``flows``    what is done there, in acknowledged steps
``looking``  what must hold after every fault
``rotating`` the same of rotations, with a reader beside them
``runs``     one try after the other, and what was found
"""
