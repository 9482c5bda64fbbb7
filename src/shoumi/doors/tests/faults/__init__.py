"""Break the product at every point it passes, start it again, and look at the world.

``points``   where a process can be killed or its disk can fail
``forks``    a child process for each try
``kept_homes``   homes on either engine that can be put back as they were
``start_states``   the story's home, ready for each flow
``flows``    what is done there, in acknowledged steps
``invariants``  what must hold after every fault
``disks``    a disk that is full or broken from a write on; ``copied_homes``, ``copy_runs``,
             ``outages``: copies, drills and restores as commands on it
``rotations`` the same of rotations, with a reader beside them
``runs``     one try after the other, and what was found
"""
