import Glibc

/// One thing that the spool asks of a disk.
public enum SpoolStep: String, Sendable, CaseIterable {
  case openDirectory, makeDirectory, list, create, setMode, allocate, write, syncFile, close, rename, syncDirectory
  case read, inspect, lock, remove
}

/// Why the spool did not do what it was asked.
public enum SpoolError: Error, Equatable, Sendable {
  /// A call failed, with this errno.
  case failed(SpoolStep, code: Int32)
  /// The file is not there any more: somebody else has settled it or set it aside.
  case gone
  /// The file is there and is not what was written.
  case damaged(EnvelopeDamage)
  /// The item cannot be written as an envelope (its peer or its body is too long).
  case notAnEnvelope

  /// The disk has no room: a release of the reserve may help.
  public var isOutOfSpace: Bool {
    if case .failed(_, let code) = self { code == ENOSPC || code == EDQUOT } else { false }
  }

  /// What happened, what it means for the money, and what to do now.
  public var sentence: String {
    switch self {
    case .failed(let step, let code) where code == ENOSPC || code == EDQUOT:
      "The disk of the spool is full (\(Self.words(step))): answers from Safaricom cannot be kept and are asked for"
        + " by query instead. Free space on that disk now."
    case .failed(let step, let code) where code == EMFILE || code == ENFILE:
      "No file descriptor is left (\(Self.words(step))): answers wait unread. Raise the open-files limit and start"
        + " again."
    case .failed(let step, let code):
      "The spool could not be used (\(Self.words(step)): \(Self.errnoText(code))): nothing was lost that had been"
        + " accepted, but no new answer is kept. Look at the disk and at the rights of the spool directory."
    case .gone:
      "Another desk was faster with this answer: nothing is lost."
    case .damaged(let damage):
      "A file in the spool is damaged (\(damage.words)): it is kept in odd/. Check this payment by query or against"
        + " the statement."
    case .notAnEnvelope:
      "An answer was too long to keep. The payment is asked about by query instead."
    }
  }

  static func errnoText(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func words(_ step: SpoolStep) -> String {
    switch step {
    case .openDirectory: "opening a directory"
    case .makeDirectory: "making a directory"
    case .list: "listing a directory"
    case .create: "creating a file"
    case .setMode: "setting a file's mode"
    case .allocate: "reserving space"
    case .write: "writing"
    case .syncFile: "bringing a file to disk"
    case .close: "closing a file"
    case .rename: "moving a file"
    case .syncDirectory: "bringing a directory to disk"
    case .read: "reading"
    case .inspect: "looking at a file"
    case .lock: "locking"
    case .remove: "removing a file"
    }
  }
}
