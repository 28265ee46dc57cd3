//! What a command's exit status says: the end of its help. The journeys test that it is so.

/// `farewell demo`
pub(super) const DEMO: &str = "Exit status:
  0  stopped when it was told to
  1  it could not start, or failed: the port is taken, the folder cannot be written
  2  wrong usage, or files in the folder that are not a demo's";

/// `farewell serve` and `farewell worker`
pub(super) const PROCESS: &str = "Exit status:
  0  stopped when it was told to
  1  it could not start, or failed: a database cannot be reached, the port is taken
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// Commands that only do or print something.
pub(super) const DONE: &str = "Exit status:
  0  done
  1  the work failed: a database cannot be reached
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell doctor`
pub(super) const DOCTOR: &str = "Exit status:
  0  nothing is a problem
  1  something is a problem
  2  wrong usage, or a configuration that cannot be read";

/// `farewell comments`
pub(super) const COMMENTS: &str = "Exit status:
  0  done
  1  an id is unknown, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell status`
pub(super) const STATUS: &str = "Exit status:
  0  no erasure is late or braked
  1  an erasure is late or braked, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// The operator's hand for one account.
pub(super) const OPERATOR: &str = "Exit status:
  0  done
  1  the key is unknown, a rule forbids it (the message says which), or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell plan check`
pub(super) const CHECK: &str = "Exit status:
  0  the plan covers everything, and the schema is the accepted one
  1  something was found, nothing was accepted yet, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell plan accept`
pub(super) const ACCEPT: &str = "Exit status:
  0  the lock is written
  1  the check found something else, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell plan preview`
pub(super) const PREVIEW: &str = "Exit status:
  0  shown
  1  the directory has no such account, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell erase`
pub(super) const ERASE: &str = "Exit status:
  0  done, and nothing is left; also when it was erased before
  1  a key is unknown, or an account could not be erased
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";

/// `farewell verify`
pub(super) const VERIFY: &str = "Exit status:
  0  nothing is left
  1  something is left, a key is unknown, or the work failed
  2  wrong usage, or a configuration, plan or file of keys that cannot be read";
