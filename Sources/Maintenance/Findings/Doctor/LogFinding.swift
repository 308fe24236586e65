import Files
import Glibc
import Wording

extension Finding {
  /// Why the log cannot be written; nil when it can, or when its directory is not there yet.
  ///
  /// None is made: it would be this account's.
  package static func log(_ path: String) -> Finding? {
    let file = FileFacts(path: path)
    let isOdd = file.map { !$0.isRegular } ?? false
    let asked = file == nil ? ByPath.directory(of: path) : path
    if FileFacts(path: asked) == nil || !isOdd && access(asked, W_OK) == 0 { return nil }
    let why = isOdd ? "no plain file" : String(cString: strerror(errno))
    return Finding(
      .bad, "log", "\(path) cannot be written (\(why)): no desk opens, and listener and poll go on without it")
  }
}
