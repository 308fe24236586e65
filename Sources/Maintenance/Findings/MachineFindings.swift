import Files
import Payments
import Wording

extension Finding {
  /// Whether a filesystem has room for some time to come.
  ///
  /// - Parameter names: what of the shop lies on it.
  package static func disk(_ room: FilesystemRoom, of names: [String]) -> Finding {
    let percent = room.totalBytes > 0 ? room.freeBytes * 100 / room.totalBytes : 0
    let words = "\(names.joined(separator: ", ")): \(bytesWords(room.freeBytes)) free (\(percent) %)"
    let remedy = "Make room on that disk, or move what fills it."
    if let files = room.freeFiles, files < 1_000 {
      return Finding(.bad, "disk", "\(words), but room for \(files) files only", remedy: remedy)
    }
    switch room.freeBytes {
    case ..<min(64 << 20, room.totalBytes / 50): return Finding(.bad, "disk", words, remedy: remedy)
    case ..<min(1 << 30, room.totalBytes / 10): return Finding(.look, "disk", words, remedy: remedy)
    default: return Finding(.good, "disk", words)
    }
  }

  static func bytesWords(_ bytes: Int64) -> String {
    switch bytes {
    case ..<(10 << 20): "\(bytes >> 10) KiB"
    case ..<(10 << 30): "\(bytes >> 20) MiB"
    default: "\(bytes >> 30) GiB"
    }
  }

  /// What must be said once of where the ledger lies; nil where nothing is to be said.
  ///
  /// Whether its locks meet those of another path to it, nobody can tell from inside.
  package static func filesystem(ofLedgerIn directory: String) -> Finding? {
    guard KernelFiles.isOnSharedFilesystem(directory) else { return nil }
    return Finding(
      .look, "ledger",
      "the ledger lies on a network's or a FUSE filesystem (NFS, SMB, 9p, sshfs, bindfs): used by another path or "
        + "machine as well, its locks may not meet, and one customer could be asked twice. Use this home by this one path "
        + "only, or put it on a disk of this machine.")
  }

  /// Whether one account may watch as many directories as desks may be open; nil where the kernel does not say.
  ///
  /// - Parameter desks: how many may be open at once; each watches spool and ledger.
  package static func inotify(_ limits: WatchLimits, desks: Int) -> Finding? {
    guard let instances = limits.instances, let watches = limits.watches else { return nil }
    let wanted = 2 * (desks + 2)
    let short = [("max_user_instances", instances), ("max_user_watches", watches)].filter { $0.1 < wanted }
    if short.isEmpty {
      return Finding(.good, "inotify", "\(instances) instances and \(watches) watches for each account")
    }
    let words = short.map { "fs.inotify.\($0.0) is \($0.1)" }.joined(separator: ", ")
    return Finding(
      .look, "inotify", "\(words): desks beyond that look for answers every second or two instead of being told",
      remedy: "Write fs.inotify.max_user_instances = 512 into /etc/sysctl.d/kaunta.conf and run sysctl --system.")
  }

  /// Whether something keeps the clock right.
  package static func clockKeeping(isSynchronised: Bool) -> Finding {
    isSynchronised
      ? Finding(.good, "time", "the kernel says that the clock is kept right by the network's time")
      : Finding(
        .look, "time", "nothing keeps this machine's clock right: it drifts, and certificates and days go by it",
        remedy: "Run timedatectl set-ntp true, or install chrony.")
  }

  /// What sshd would allow a cashier's account beyond a desk.
  ///
  /// - Parameter holes: in words; nothing when it is closed.
  package static func login(_ account: String, holes: [String]) -> Finding {
    holes.isEmpty
      ? Finding(.good, "login", "\(account) gets nothing but a desk over SSH")
      : Finding(
        .bad, "login", "sshd would give \(account) more than a desk: \(holes.joined(separator: "; "))",
        remedy: "See whether another file in /etc/ssh says otherwise before kaunta.conf does; then sshd -t and "
          + "systemctl reload ssh.")
  }

  /// Why a cashier is not let in.
  static func noLogin(_ account: String, _ fault: MachineCondition.Login.Fault) -> Finding {
    Finding(fault.mayBeMeant ? .look : .bad, "login", "\(account) \(fault.words)", remedy: fault.remedy)
  }

  /// A desk that goes on although whoever has it would not be let in to it any more.
  ///
  /// - Parameter isBad: nobody can have meant it.
  package static func strayDesk(_ words: String, remedy: String, isBad: Bool) -> Finding {
    Finding(isBad ? .bad : .look, "desk", words, remedy: remedy)
  }

  /// A cashier who has no till, so that no desk opens for her.
  static func withoutTill(_ account: String) -> Finding {
    Finding(
      .look, "cashiers", "\(account) is a cashier without a till, so that no desk opens for her",
      remedy: "Give her one: kaunta cashier add \(account). Or take her away: kaunta cashier remove \(account).")
  }

  /// Of some cashiers nobody knows the till, by the lines that would say so; all the others work.
  package static func unclearCashiers(_ problems: [(line: Int, words: String)]) -> Finding {
    var finding = Finding(.bad, "cashiers", problems.map(\.words).joined(separator: ". And "))
    finding.items = problems.map { "line-\($0.line)" }
    return finding
  }

  /// Nobody knows who has which till.
  package static func noTills(_ reason: String) -> Finding {
    Finding(
      .bad, "cashiers", reason,
      remedy: "Put back last night's file, or run kaunta cashier add NAME for each where it is gone.")
  }

  /// What sshd allows could not be asked, for this reason.
  package static func loginsNotLookedAt(_ reason: String) -> Finding {
    // What a program said may end in blanks, before the sentence does.
    let blanks = reason.reversed().prefix(while: \.isWhitespace).count
    return Finding(
      .bad, "login", "sshd could not be asked what it allows: \(reason.dropLast(blanks))",
      remedy: "Where it does not run nobody logs in: systemctl status ssh; systemctl start ssh.")
  }

  /// Who reads the secrets of a shop in the group of whoever made it: its own are all that anybody can know of it.
  package static func readers(ofOwnGroup group: String, members: [String]) -> Finding {
    Finding(.good, "readers", "root and the group \(group) (\(members.joined(separator: ", "))) read secrets")
  }

  /// Members of the shop's group, who may read its secrets.
  ///
  /// - Parameters:
  ///   - members: all accounts in the group.
  ///   - known: those that the shop itself put there: services and cashiers.
  package static func readers(group: String, members: [String], known: [String]) -> Finding {
    let others = members.filter { !known.contains($0) }
    let list = members.isEmpty ? "nobody else" : members.joined(separator: ", ")
    let words = "root and the group \(group) (\(list)) read settings and secrets"
    if others.isEmpty { return Finding(.good, "readers", words) }
    return Finding(
      .look, "readers", "\(words); no cashier and no service is: \(others.joined(separator: ", "))",
      remedy: "Take out who need not be there: gpasswd --delete ACCOUNT \(group), or usermod --gid where it is an "
        + "account's first group.")
  }
}

/// How much a kernel lets one account watch; nil where it does not say.
package struct WatchLimits: Sendable, Equatable {
  package var instances: Int?
  package var watches: Int?

  /// Limits as given.
  package init(instances: Int? = nil, watches: Int? = nil) {
    self.instances = instances
    self.watches = watches
  }

  /// This kernel's own.
  package static func ofThisKernel() -> WatchLimits {
    func limit(_ name: String) -> Int? {
      Int(KernelFiles.text("/proc/sys/fs/inotify/" + name).filter { !$0.isWhitespace })
    }
    return WatchLimits(instances: limit("max_user_instances"), watches: limit("max_user_watches"))
  }
}

extension ShopCondition.Disk {
  /// The filesystems under some places, each once; a place that is not there is left out.
  package static func found(under places: [(name: String, path: String)]) -> [ShopCondition.Disk] {
    found(places.compactMap { place in FilesystemRoom(path: place.path).map { (place.name, $0) } })
  }

  static func found(_ rooms: [(name: String, room: FilesystemRoom)]) -> [ShopCondition.Disk] {
    var found: [ShopCondition.Disk] = []
    for (name, room) in rooms {
      if let index = found.firstIndex(where: { $0.room.device == room.device }) {
        found[index].names.append(name)
      } else {
        found.append(ShopCondition.Disk(room: room, names: [name]))
      }
    }
    return found
  }
}
