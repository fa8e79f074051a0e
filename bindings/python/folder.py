"""Says where Python looks for what is installed under a prefix, as a path from it:

    python3 folder.py PREFIX

Under a prefix that is Python's own this is its own folder (Debian has two); under another it is the
usual one, which PYTHONPATH must then name."""
import os
import sys
import sysconfig

prefix = os.path.normpath(sys.argv[1])
schemes = [scheme for scheme in ("posix_local", "deb_system", "posix_prefix")
           if scheme in sysconfig.get_scheme_names()]
for scheme in schemes:
    folder = sysconfig.get_path("platlib", scheme)
    if folder.startswith(os.path.join(prefix, "lib")):
        print(os.path.relpath(folder, prefix))
        break
else:
    print(f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages")
