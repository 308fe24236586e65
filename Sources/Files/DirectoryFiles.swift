import Glibc
import SystemPackage

// Whole files, by name.
extension Directory {
  /// The whole file, or one byte more than `limitBytes`; nil when there is none.
  package func content(_ name: String, limitBytes: Int) throws(Failure) -> [UInt8]? {
    guard let descriptor = try openIfThere(name, O_RDONLY, step: .read) else { return nil }
    return try files.using(descriptor) { (descriptor) throws(Failure) in
      try files.readAll(descriptor, limitBytes: limitBytes)
    }
  }

  /// Makes a new file with this content; on any failure it is taken away again.
  package func create(_ name: String, _ bytes: [UInt8], mode: UInt32, durably: Bool) throws(Failure) {
    try make(name, mode: mode) { (descriptor) throws(Failure) in
      try files.writeAll(descriptor, bytes)
      if durably { try files.syncFile(descriptor) }
    }
  }

  /// Makes a new file that holds this much space and nothing else.
  package func allocate(_ name: String, lengthBytes: Int64, mode: UInt32) throws(Failure) {
    try make(name, mode: mode) { (descriptor) throws(Failure) in
      try files.asking(.allocate) { () throws(Errno) in try files.calls.allocate(descriptor, lengthBytes) }
    }
  }

  /// Writes over the start of a file that is there; false when there is none.
  package func overwrite(_ name: String, _ bytes: [UInt8]) throws(Failure) -> Bool {
    guard let descriptor = try openIfThere(name, O_WRONLY, step: .write) else { return false }
    try files.using(descriptor) { (descriptor) throws(Failure) in try files.writeAll(descriptor, bytes) }
    return true
  }

  /// Appends to a file, and makes it if it is missing.
  package func append(_ name: String, _ bytes: [UInt8], mode: UInt32) throws(Failure) {
    let descriptor = try openPlain(name, O_WRONLY | O_APPEND | O_CREAT, mode: mode, step: .create)
    try files.using(descriptor) { (descriptor) throws(Failure) in try files.writeAll(descriptor, bytes) }
  }

  /// Brings a file's content to disk.
  package func syncFile(_ name: String) throws(Failure) {
    let descriptor = try openPlain(name, O_WRONLY | O_APPEND, step: .write)
    try files.using(descriptor) { (descriptor) throws(Failure) in try files.syncFile(descriptor) }
  }

  /// The whole file, which is on disk when this returns; nil when there is none.
  ///
  /// - Parameter accepts: throws for a content that is not to be brought to disk.
  package func contentBroughtToDisk(
    _ name: String, limitBytes: Int, _ accepts: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> [UInt8]? {
    guard let descriptor = try openIfThere(name, O_RDONLY, step: .read) else { return nil }
    return try files.using(descriptor) { (descriptor) throws(Failure) in
      let content = try files.readAll(descriptor, limitBytes: limitBytes)
      try accepts(content)
      try files.syncFile(descriptor)
      return content
    }
  }

  private func make(
    _ name: String, mode: UInt32, _ fill: (Int32) throws(Failure) -> Void
  ) throws(Failure) {
    let descriptor = try files.open(at(name), O_WRONLY | O_CREAT | O_EXCL, mode: mode, step: .create)
    do throws(Failure) {
      try files.using(descriptor) { (descriptor) throws(Failure) in
        // The umask may have taken bits away that other processes of the shop need.
        try files.setMode(descriptor, mode)
        try fill(descriptor)
      }
    } catch {
      unlinkQuietly(name)
      throw error
    }
  }

  private func openIfThere(_ name: String, _ flags: Int32, step: FileStep) throws(Failure) -> Int32? {
    let place = at(name)
    let opened = try files.asking(step) { () throws(Errno) -> Opened in
      try Self.open(place, flags, mode: 0, files.calls)
    }
    switch opened {
    case .missing: return nil
    case .noFile: throw Failure.refused(label + "/" + name, .noRegularFile)
    case .open(let descriptor): return try used(descriptor, name, isWritten: flags & O_WRONLY != 0)
    }
  }

  func openPlain(_ name: String, _ flags: Int32, mode: UInt32 = 0, step: FileStep) throws(Failure) -> Int32 {
    let place = at(name)
    let opened = try files.asking(step) { () throws(Errno) -> Opened in
      try Self.open(place, flags, mode: mode, files.calls)
    }
    switch opened {
    case .missing: throw Failure.failed(step, .noSuchFileOrDirectory)
    case .noFile: throw Failure.refused(label + "/" + name, .noRegularFile)
    case .open(let descriptor):
      return try used(descriptor, name, isWritten: flags & (O_WRONLY | O_RDWR) != 0)
    }
  }

  private enum Opened {
    case open(Int32), missing, noFile
  }

  /// Without following a link (ELOOP), nor waiting on a pipe; ENXIO is a pipe nobody reads, or a socket.
  private static func open(
    _ place: FileAt, _ flags: Int32, mode: UInt32, _ calls: FileCalls
  ) throws(Errno) -> Opened {
    do throws(Errno) {
      return .open(try calls.open(place, flags | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC, mode))
    } catch {
      switch error {
      case .noSuchFileOrDirectory: return .missing
      case .tooManySymbolicLinkLevels, .noSuchAddressOrDevice, .isDirectory: return .noFile
      default: throw error
      }
    }
  }

  /// The open file, if it is one of ours; what is written to must have no other name, or a foreign file would be.
  private func used(_ descriptor: Int32, _ name: String, isWritten: Bool) throws(Failure) -> Int32 {
    do throws(Failure) {
      let found = try files.facts(of: descriptor)
      guard found.isRegular else { throw Failure.refused(label + "/" + name, .noRegularFile) }
      guard makers.made(found), !isWritten || found.links <= 1 else {
        throw Failure.refused(label + "/" + name, .foreignFile)
      }
      return descriptor
    } catch {
      files.closeQuietly(descriptor)
      throw error
    }
  }
}
