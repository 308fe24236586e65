import Daraja
import Payments
import Testing

@testable import CallbackListener

@Suite struct AddressListTests {
  @Test func addressesAndRangesAreFoundAndNeighboursAreNot() throws {
    let list = try AddressList(["196.201.214.200", "10.0.0.0/8", "2001:db8::/33", "::1"])
    for text in ["196.201.214.200", "::ffff:196.201.214.200", "10.255.0.1", "2001:db8:7fff::1", "[::1]"] {
      #expect(list.contains(try #require(PeerAddress(text))), "\(text)")
    }
    for text in ["196.201.214.201", "11.0.0.1", "9.255.255.255", "2001:db8:8000::1", "::2", "127.0.0.1"] {
      #expect(!list.contains(try #require(PeerAddress(text))), "\(text)")
    }
    let mapped = try AddressList(["::ffff:196.201.214.0/120", "::ffff:10.0.0.1"])
    #expect(mapped.contains(try #require(PeerAddress("196.201.214.7"))))
    #expect(!mapped.contains(try #require(PeerAddress("196.201.215.7"))))
    #expect(mapped.contains(try #require(PeerAddress("10.0.0.1"))))
    #expect(throws: AddressListError(entry: "::ffff:1.2.3.4/95")) { try AddressList(["::ffff:1.2.3.4/95"]) }
    #expect(AddressList.any.contains(try #require(PeerAddress("8.8.8.8"))))
    #expect(try AddressList(["any"]) == .any)
    #expect(!AddressList.none.contains(try #require(PeerAddress("127.0.0.1"))))
    #expect(try AddressList(["0.0.0.0/0"]).contains(try #require(PeerAddress("8.8.8.8"))))
  }

  @Test func aWrongEntryIsNamed() {
    let wrong = [
      "", "safaricom.co.ke", "196.201.214", "196.201.214.200/33", "196.201.214.200/", "1.2.3.4/8/8",
      "1.2.3.4:80", "1.2.3.4/-1", "ANY",
    ]
    for entry in wrong {
      #expect(throws: AddressListError(entry: entry)) { try AddressList(["10.0.0.1", entry]) }
    }
  }
}

@Suite struct CallbackRuleTests {
  private func rule(_ environment: String = "production", proxies: [String] = []) throws -> CallbackRule {
    CallbackRule(
      environment: environment, shortCode: "600100", bodyBytes: 16_384,
      listed: try AddressList(safaricomAddresses), trustedProxies: try AddressList(proxies))
  }

  @Test func theTagComesBeforeEverythingElse() throws {
    let keys = try TagKeyRing(parsing: "active \(firstKey)\nsuspect \(secondKey)")
    let id = try payment()
    let rule = try rule()
    let good = CallbackAddress.path(id, keys.tag(for: id, environment: "production", shortCode: "600100"))
    let forged = CallbackAddress.path(id, keys.tag(for: id, environment: "sandbox", shortCode: "600100"))
    func decide(_ method: String, _ path: String, _ length: String? = "10") -> CallbackRule.Decision {
      rule.decide(method: method, path: path, contentLength: length, keys: keys)
    }
    #expect(decide("POST", good) == .accept(id, .active))
    #expect(decide("POST", good, nil) == .lengthRequired)
    #expect(
      rule.decide(method: "POST", path: good, contentLength: nil, isChunked: true, keys: keys) == .accept(id, .active))
    #expect(decide("POST", good, "16384") == .accept(id, .active))
    #expect(decide("POST", good, "16385") == .tooLarge)
    #expect(decide("POST", good, "99999999999999999999999") == .tooLarge)
    #expect(decide("GET", good) == .methodNotAllowed(allowed: "POST"))
    #expect(decide("post", good) == .methodNotAllowed(allowed: "POST"))
    #expect(decide("POST", forged) == .notFound(id))
    #expect(decide("GET", forged, "99999999") == .notFound(id))
    #expect(decide("POST", "/") == .notFound(nil))
    #expect(decide("POST", good + "?x") == .accept(id, .active))
    #expect(decide("POST", good + "/") == .accept(id, .active))
    #expect(decide("POST", forged + "/?x") == .notFound(id))
    #expect(decide("GET", "/health") == .health)
    #expect(decide("POST", "/health") == .methodNotAllowed(allowed: "GET"))
    let leaked = try TagKeyRing(parsing: "active \(secondKey)")
    let underLeaked = CallbackAddress.path(id, leaked.tag(for: id, environment: "production", shortCode: "600100"))
    #expect(decide("POST", underLeaked) == .accept(id, .suspect))
  }

  @Test func onlyAProxyOfOursMaySayForWhomItSpeaks() throws {
    let rule = try rule(proxies: ["127.0.0.1", "10.0.0.0/8"])
    let safaricom = try #require(PeerAddress("196.201.214.200"))
    let proxy = try #require(PeerAddress("127.0.0.1"))
    let stranger = try #require(PeerAddress("203.0.113.9"))
    #expect(rule.peer(socket: safaricom, forwarded: []) == safaricom)
    #expect(rule.peer(socket: stranger, forwarded: ["196.201.214.200"]) == stranger)
    #expect(rule.peer(socket: proxy, forwarded: []) == proxy)
    #expect(rule.peer(socket: proxy, forwarded: ["196.201.214.200"]) == safaricom)
    // What the sender wrote himself stands in front.
    #expect(rule.peer(socket: proxy, forwarded: ["196.201.214.200, 203.0.113.9"]) == stranger)
    #expect(rule.peer(socket: proxy, forwarded: ["196.201.214.200", " 203.0.113.9 "]) == stranger)
    #expect(rule.peer(socket: proxy, forwarded: ["196.201.214.200,"]) == nil)
    #expect(rule.peer(socket: proxy, forwarded: ["unknown"]) == nil)
    #expect(rule.peer(socket: nil, forwarded: ["196.201.214.200"]) == nil)
  }

  @Test(
    arguments: [
      ("196.201.214.200:51234", "196.201.214.200"), ("\"196.201.214.200\"", "196.201.214.200"),
      ("\"196.201.214.200:443\"", "196.201.214.200"), ("[196.201.214.200]:443", "196.201.214.200"),
      ("[2001:db8::7]", "2001:db8::7"), ("[2001:db8::7]:443", "2001:db8::7"), ("\"[2001:db8::7]:443\"", "2001:db8::7"),
      ("2001:db8::7", "2001:db8::7"), ("::ffff:196.201.214.200", "196.201.214.200"),
      ("\t196.201.214.200 ", "196.201.214.200"),
      ("203.0.113.9, 196.201.214.200:80", "196.201.214.200"), ("junk, 196.201.214.200", "196.201.214.200"),
      // Two proxies of ours in a row: the outer one's word counts, and nobody's beyond it.
      ("196.201.214.200, 10.1.2.3", "196.201.214.200"),
      ("196.201.214.200:4711,10.1.2.3:5, 10.4.5.6", "196.201.214.200"),
      ("196.201.214.200, 203.0.113.9, 10.1.2.3", "203.0.113.9"), ("10.9.9.9, 10.1.2.3", "10.9.9.9"),
      ("203.0.113.9:x", nil), ("203.0.113.9:123456", nil), ("203.0.113.9:", nil), ("unknown, 10.1.2.3", nil),
      ("_hidden", nil), ("\"\"", nil), ("", nil), ("196.201.214.200,", nil), ("2001:db8::7:443x", nil),
    ] as [(String, String?)])
  func aForwardedAddressIsReadHoweverItIsWritten(_ header: String, _ address: String?) throws {
    let rule = try rule(proxies: ["127.0.0.1", "10.0.0.0/8"])
    let proxy = try #require(PeerAddress("127.0.0.1"))
    let expected = address.flatMap { PeerAddress($0) }
    #expect(rule.peer(socket: proxy, forwarded: [header]) == expected)
    // A header that stands there more than once is one list.
    let parts = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(rule.peer(socket: proxy, forwarded: parts) == expected)
  }

  @Test(
    arguments: [
      ("for=196.201.214.200", "196.201.214.200"),
      ("For=\"196.201.214.200:443\";proto=https;by=10.1.2.3", "196.201.214.200"),
      ("proto=https; for=196.201.214.200", "196.201.214.200"), ("for=\"[2001:db8::7]:4711\"", "2001:db8::7"),
      ("for=203.0.113.9, for=196.201.214.200", "196.201.214.200"),
      ("for=196.201.214.200, for=10.1.2.3", "196.201.214.200"),
      ("for=\"x, for=196.201.214.200", "196.201.214.200"), ("for=unknown", nil), ("for=_secret", nil),
      ("by=10.1.2.3", nil),
      ("196.201.214.200", nil),
    ] as [(String, String?)])
  func theStandardsHeaderIsReadWhereItIsTheShops(_ header: String, _ address: String?) throws {
    let rule = CallbackRule(
      environment: "production", shortCode: "600100", bodyBytes: 16_384,
      listed: try AddressList(safaricomAddresses),
      trustedProxies: try AddressList(["127.0.0.1", "10.0.0.0/8"]), forwardedHeader: .forwarded)
    let proxy = try #require(PeerAddress("127.0.0.1"))
    #expect(rule.peer(socket: proxy, forwarded: [header]) == address.flatMap { PeerAddress($0) })
  }

  @Test func loopbackIsListedForTheSimulatorAlone() throws {
    let loopback = try #require(PeerAddress("127.0.0.1"))
    #expect(try rule("simulator").peerClass(loopback) == .listed)
    #expect(try rule("simulator").peerClass(PeerAddress("127.0.0.9")) == .unlisted)
    #expect(try rule("sandbox").peerClass(loopback) == .unlisted)
    #expect(try rule("production").peerClass(loopback) == .unlisted)
    #expect(try rule().peerClass(PeerAddress("196.201.213.44")) == .listed)
    #expect(try rule().peerClass(nil) == .unlisted)
  }
}
