import Glibc
import Payments

/// What became of an item that was to be settled.
public enum Settling: Sendable, Equatable {
  /// It lies in `done/<day>/`.
  case moved
  /// The same body lay there already.
  case merged
  /// A file of that name in `done/<day>/` was damaged, so this one stands beside it under another name.
  case keptBeside
  /// It was not in `new/` any more.
  case gone
}

/// A courtesy lock on one item; given back when the last reference goes, or when the process dies.
public final class SpoolLock: Sendable {
  /// The item.
  public let name: SpoolName
  /// Another held the item too long (a stopped process), so that this is no lock at all; settling twice is harmless.
  public let isImpatient: Bool

  private let descriptor: Int32?
  private let files: CheckedFiles

  fileprivate init(name: SpoolName, descriptor: Int32?, files: CheckedFiles) {
    self.name = name
    self.descriptor = descriptor
    self.files = files
    isImpatient = descriptor == nil
  }

  deinit {
    if let descriptor { files.closeQuietly(descriptor) }
  }
}

/// The answer to the wish to work on one item.
public enum SpoolClaim: Sendable {
  /// Go ahead; keep the lock until the item is settled.
  case held(SpoolLock)
  /// Another works on it; ask again at the next poll.
  case busy
  /// It was settled or set aside meanwhile.
  case gone
}

extension SpoolDirectory {
  /// Claims one item, without waiting.
  ///
  /// flock is a courtesy that spares the others work (rules.md section 7): the path and the locked file are compared
  /// afterwards, and who finds an item locked for longer than `patienceMilliseconds` goes ahead without.
  public func claim(
    _ name: SpoolName, bootMilliseconds: Int64, patienceMilliseconds: Int64 = 5_000
  ) throws(SpoolError) -> SpoolClaim {
    let file = path(.new, name.fileName)
    for _ in 0..<4 {
      let descriptor: Int32
      do throws(SpoolError) { descriptor = try files.openToRead(file) } catch .failed(_, code: ENOENT) {
        forget(name)
        return .gone
      }
      do throws(SpoolError) {
        guard try files.lockNow(descriptor) else {
          files.closeQuietly(descriptor)
          return claimOfBusy(name, bootMilliseconds, patienceMilliseconds)
        }
        let locked = try files.factsOfOpenFile(descriptor)
        guard let standing = try files.facts(file) else {
          files.closeQuietly(descriptor)
          forget(name)
          return .gone
        }
        if standing.inode == locked.inode && standing.device == locked.device {
          forget(name)
          return .held(SpoolLock(name: name, descriptor: descriptor, files: files))
        }
        // Settled and delivered anew since it was opened.
        files.closeQuietly(descriptor)
      } catch .failed(.lock, _) {
        // A filesystem without locks.
        files.closeQuietly(descriptor)
        return .held(SpoolLock(name: name, descriptor: nil, files: files))
      } catch {
        files.closeQuietly(descriptor)
        throw error
      }
    }
    return .busy
  }

  /// Works on one item under its lock; nil when it is busy or gone.
  public func withLock<Outcome>(
    _ name: SpoolName, bootMilliseconds: Int64, _ work: (SpoolLock) throws -> Outcome
  ) throws -> Outcome? {
    guard case .held(let lock) = try claim(name, bootMilliseconds: bootMilliseconds) else { return nil }
    return try withExtendedLifetime(lock) { try work(lock) }
  }

  /// Moves one item whose evidence is committed to `done/<day>/`.
  public func settle(_ name: SpoolName, day: BusinessDay) throws(SpoolError) -> Settling {
    try settle([name], day: day).first ?? .gone
  }

  /// Moves items whose evidence is committed to `done/<day>/`, with one sync for all of them.
  ///
  /// A crash in the middle leaves items in `new/`, to be settled again harmlessly.
  public func settle(_ names: [SpoolName], day: BusinessDay) throws(SpoolError) -> [Settling] {
    if names.isEmpty { return [] }
    let dayPath = path(.done, day.text)
    try files.ensureDirectory(dayPath, parent: path(.done), mode: modes.directory)
    var outcomes: [Settling] = []
    for name in names {
      outcomes.append(try moveToDone(path(.new, name.fileName), name: name, dayPath: dayPath))
      forget(name)
    }
    if outcomes.contains(where: { $0 != .gone }) {
      try files.syncDirectory(dayPath)
      try files.syncDirectory(path(.new))
    }
    return outcomes
  }

  func moveToDone(_ source: String, name: SpoolName?, dayPath: String) throws(SpoolError) -> Settling {
    let fileName = source.split(separator: "/").last.map(String.init) ?? ""
    let destination = dayPath + "/" + fileName
    do throws(SpoolError) {
      if try files.move(source, to: destination) { return .moved }
      if let name, let kept = try? readEnvelope(destination, name: name),
        try readEnvelope(source, name: name).body == kept.body
      {
        try files.unlink(source)
        return .merged
      }
      // 2…99: a person has to look long before that is used up.
      for number in 2...99 {
        if try files.move(source, to: destination + ".\(number)") { return .keptBeside }
      }
      throw .failed(.rename, code: EEXIST)
    } catch .gone {
      return .gone
    } catch .failed(let step, code: ENOENT) {
      if try files.facts(source) == nil { return .gone }
      throw .failed(step, code: ENOENT)
    }
  }

  private func claimOfBusy(
    _ name: SpoolName, _ bootMilliseconds: Int64, _ patienceMilliseconds: Int64
  ) -> SpoolClaim {
    let since = busySince.withLock { busy in
      let since = busy[name] ?? bootMilliseconds
      busy[name] = since
      return since
    }
    if bootMilliseconds - since < patienceMilliseconds { return .busy }
    return .held(SpoolLock(name: name, descriptor: nil, files: files))
  }

  private func forget(_ name: SpoolName) {
    busySince.withLock { _ = $0.removeValue(forKey: name) }
  }
}
