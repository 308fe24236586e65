import Crypto
import CryptoExtras
import Payments

/// One supervisor's PIN as it is kept: a name, and a salted slow hash (scrypt, RFC 7914).
///
/// A line of the file of supervisors: `NAME scrypt:32768:8:1 SALT HASH`, salt and hash in hex. A PIN is short, so the
/// hash only buys time against whoever steals the file; its rights keep it from being stolen (docs/security.md).
package struct SupervisorPIN: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// How slow the hash is.
  package struct Cost: Sendable, Equatable {
    /// scrypt's N, a power of two.
    package var rounds: Int
    /// scrypt's r.
    package var blockSize: Int
    /// scrypt's p.
    package var parallelism: Int

    /// What new PINs get: 32 MiB and about a tenth of a second.
    package static let standard = Cost(rounds: 32_768, blockSize: 8, parallelism: 1)

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
      self.rounds = rounds
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// What a file may ask for: a damaged one must not take all memory.
    var isAcceptable: Bool {
      (2...1_048_576).contains(rounds) && rounds & (rounds - 1) == 0 && (1...16).contains(blockSize)
        && (1...4).contains(parallelism)
    }
  }

  /// Whose PIN.
  package let name: String
  /// How slow its hash is.
  package let cost: Cost
  private let salt: [UInt8]
  private let hash: [UInt8]

  /// The record of a new PIN.
  ///
  /// - Parameter salt: 16 fresh random bytes.
  /// - Throws: ``PINProblem`` when name or PIN will not do.
  package init(name: String, pin: TypedPIN, salt: [UInt8], cost: Cost = .standard) throws(PINProblem) {
    guard Self.isName(name) else { throw .badName }
    try Self.check(pin)
    self.name = name
    self.cost = cost
    self.salt = salt
    guard let hash = Self.hash(pin, salt: salt, cost: cost) else { throw .hashFailed }
    self.hash = hash
  }

  /// A record from its line; nil for anything else.
  package init?(line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 4, Self.isName(String(words[0])) else { return nil }
    let parameters = words[1].split(separator: ":")
    guard parameters.count == 4, parameters[0] == "scrypt", let rounds = Int(parameters[1]),
      let blockSize = Int(parameters[2]), let parallelism = Int(parameters[3]),
      let salt = Hexadecimal.bytes(words[2]), let hash = Hexadecimal.bytes(words[3]), salt.count >= 8,
      hash.count == 32
    else { return nil }
    name = String(words[0])
    cost = Cost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    self.salt = salt
    self.hash = hash
    if !cost.isAcceptable { return nil }
  }

  /// The line of the file.
  package var line: String {
    "\(name) scrypt:\(cost.rounds):\(cost.blockSize):\(cost.parallelism) \(Hexadecimal.text(salt)) \(Hexadecimal.text(hash))"
  }

  /// Whether this is the PIN; it takes as long whatever is typed.
  package func accepts(_ pin: TypedPIN) -> Bool {
    guard let typed = Self.hash(pin, salt: salt, cost: cost), typed.count == hash.count else { return false }
    var difference: UInt8 = 0
    for index in hash.indices { difference |= hash[index] ^ typed[index] }
    return difference == 0
  }

  /// For people: never the hash.
  package var description: String { "the PIN of \(name)" }

  /// Never the hash.
  package var customMirror: Mirror { Mirror(self, children: ["name": name]) }

  /// Whether a PIN is fit to be set: six to twelve digits, not all the same and no run such as 123456.
  static func check(_ pin: TypedPIN) throws(PINProblem) {
    let digits = Array(pin.digits.utf8)
    guard (6...12).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .badLength }
    let steps = Set(zip(digits, digits.dropFirst()).map { Int($1) - Int($0) })
    if steps.count == 1, let step = steps.first, (-1...1).contains(step) { throw .tooSimple }
  }

  /// A login name or a first name: letters, digits, `.`, `_`, `-`.
  static func isName(_ name: String) -> Bool {
    (1...32).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "._-".utf8.contains($0)
      }
  }

  private static func hash(_ pin: TypedPIN, salt: [UInt8], cost: Cost) -> [UInt8]? {
    // Twice what the parameters need (128 N r), since the library counts some of its own.
    let memoryBytes = 256 * cost.rounds * cost.blockSize + 1_048_576
    let key = try? KDF.Scrypt.deriveKey(
      from: Array(pin.digits.utf8.prefix(64)), salt: salt, outputByteCount: 32, rounds: cost.rounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism, maxMemory: memoryBytes)
    return key?.withUnsafeBytes { Array($0) }
  }
}

/// Something in the supervisors' file that is no PIN: nobody can say whose it was, so that none of them counts.
package struct SupervisorLineProblem: Error, Sendable, Equatable {
  /// Which of the PINs, counted from 1.
  package let entry: Int

  /// The problem of one entry.
  package init(entry: Int) { self.entry = entry }

  /// In words; never what stands there.
  package var fault: String { "entry \(entry) is no supervisor's PIN" }
}

extension [SupervisorPIN] {
  /// The supervisors of a file's lines, all of them or none.
  package init(lines: [String]) throws(SupervisorLineProblem) {
    self = []
    for (index, line) in lines.enumerated() {
      guard let supervisor = SupervisorPIN(line: line) else { throw SupervisorLineProblem(entry: index + 1) }
      append(supervisor)
    }
  }
}

/// Why a PIN was not set.
package enum PINProblem: Error, Equatable, Sendable {
  /// The name is not one word of letters and digits.
  case badName
  /// Not six to twelve digits.
  case badLength
  /// All digits the same, or a run.
  case tooSimple
  /// The machine has not enough memory for the hash.
  case hashFailed
  /// It was not the same both times.
  case typedDifferently
  /// Another supervisor has it.
  case taken

  /// What happened and what to do.
  package var sentence: String {
    switch self {
    case .badName: "A supervisor's name is one word of letters and digits, such as a login name. No PIN was set."
    case .badLength: "A PIN has six to twelve digits. No PIN was set."
    case .tooSimple: "A PIN like 111111 or 123456 is the first that anybody tries. No PIN was set."
    case .typedDifferently: "the two were not the same. No PIN was set."
    case .taken: "that PIN will not do: choose another. No PIN was set."
    case .hashFailed: "The machine has not enough memory to hash a PIN. No PIN was set."
    }
  }
}
