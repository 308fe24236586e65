import Daraja
import Files
import Glibc

extension Home {
  /// The supervisors' PINs, as slow hashes.
  package var supervisorsFile: String { secretsDirectory + "/supervisors" }

  /// Writes the file of callback keys anew, with the words that explain it.
  package func write(_ ring: TagKeyRing, to path: String) throws(HomeProblem) {
    try replaceSecret(path, text: InitialSecrets.keyFileText(ring.keys))
  }

  /// Writes the supervisors' PINs anew, a line each.
  package func writeSupervisors(_ lines: [String]) throws(HomeProblem) {
    let heading = "# Supervisors and their PINs, as slow hashes; written by kaunta pin.\n"
    try replaceSecret(supervisorsFile, text: heading + lines.map { $0 + "\n" }.joined())
  }

  /// The supervisors' lines; none when there is no such file.
  ///
  /// - Throws: a problem when it is open to others or cannot be read.
  package func readSupervisors() throws(SettingsProblem) -> [String] {
    if FileFacts(path: supervisorsFile) == nil { return [] }
    let file = SecretFile(
      path: supervisorsFile, rights: rights ?? .oneUser, words: "the supervisors' PINs", source: "kaunta pin set")
    return try file.text().split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// Written beside, brought to disk and moved into place, so that a reader finds the old text or the new one.
  private func replaceSecret(_ path: String, text: String) throws(HomeProblem) {
    let temporary = path + ".new"
    unlink(temporary)
    let mode = (rights ?? .oneUser).keptFile
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    if descriptor < 0 { throw .cannotWrite(path, reason: SystemFailure.last.words) }
    do throws(SystemFailure) {
      defer { close(descriptor) }
      if fchmod(descriptor, mode) != 0 { throw .last }
      try writeAll(descriptor, Array(text.utf8))
      if fsync(descriptor) != 0 { throw .last }
    } catch {
      unlink(temporary)
      throw .cannotWrite(path, reason: error.words)
    }
    if rename(temporary, path) != 0 {
      let reason = SystemFailure.last.words
      unlink(temporary)
      throw .cannotWrite(path, reason: reason)
    }
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let directory = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }
}
