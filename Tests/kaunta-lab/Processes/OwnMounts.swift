import CLab
import Glibc
import TestSupport

/// Mounts that nobody else on the machine sees, and that go with this process, however it ends.
enum OwnMounts {
  /// Gives this process its own; 0, or the errno.
  static func take() -> Int32 {
    // Where the programs are is asked for while the kernel still tells it as it is in here.
    _ = BuiltProducts.directory
    return kaunta_lab_private_mounts()
  }

  /// The same for what cannot do without, which says why it cannot run.
  static func require() throws {
    let failure = take()
    if failure == 0 { return }
    // MS_PRIVATE is for mount points alone (mount(2)).
    let why =
      failure == EINVAL ? "this root is no mount of its own, as in some chroots" : String(cString: strerror(failure))
    throw cannotRun("no mounts of its own: \(why)")
  }
}
