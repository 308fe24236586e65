import Testing

@testable import Daraja

/// Which proxy is used, and that nobody reads its password.
@Suite struct ProxyTests {
  @Test(arguments: [
    ("http://proxy.shop.co.ke:3128", "proxy.shop.co.ke:3128"), ("proxy:3128", "proxy:3128"),
    ("http://proxy", "proxy:80"),
    ("HTTP://proxy:8080/", "proxy:8080"), ("http://[::1]:3128", "[::1]:3128"),
    ("socks5://10.0.0.1", "socks5://10.0.0.1:1080"),
    ("http://njeri:s3cret@proxy:3128", "proxy:3128"), ("http://njeri:a%40b%3Ac@proxy:3128", "proxy:3128"),
  ])
  func addresses(_ text: String, _ shown: String) throws {
    let proxy = try #require(ProxyAddress(text))
    #expect("\(proxy)" == shown)
    var dumped = ""
    dump(proxy, to: &dumped)
    for told in ["\(proxy)", String(reflecting: proxy), dumped, "\(ProxySetting.always(proxy))"] {
      #expect(!told.contains("s3cret") && !told.contains("njeri"))
    }
  }

  @Test func aPasswordIsReadWithItsCodes() throws {
    let proxy = try #require(ProxyAddress("http://njeri:a%40b%3Ac@proxy:3128"))
    #expect(proxy.user == "njeri" && proxy.password == "a@b:c")
    #expect(ProxyAddress("http://njeri@proxy")?.password == "")
  }

  @Test(arguments: [
    "", "https://proxy:443", "ftp://proxy", "http://", "http://:3128", "proxy:0", "proxy:70000", "proxy:x",
    "http://a b:1",
    "http://@proxy:1", "http://u:%zz@proxy:1", "socks5://u:p@proxy", "http://proxy:3128/path",
  ])
  func notAProxy(_ text: String) { #expect(ProxyAddress(text) == nil) }

  private func choose(
    _ setting: String, _ baseURL: String = "https://api.safaricom.co.ke", _ environment: [String: String] = [:]
  ) throws -> String {
    switch ProxyChoice.choose(try #require(ProxySetting(setting)), baseURL: baseURL, environment: { environment[$0] }) {
    case .none: "none"
    case .proxy(let proxy, let place): "\(proxy) by \(place)"
    case .unreadable(let place): "unreadable \(place)"
    }
  }

  @Test func theSettingComesFirstAndThenTheEnvironment() throws {
    let environment = ["HTTPS_PROXY": "http://env:1", "https_proxy": "http://small:2"]
    #expect(try choose("") == "none")
    #expect(try choose("", environment: environment) == "env:1 by HTTPS_PROXY")
    #expect(try choose("", environment: ["https_proxy": "http://small:2"]) == "small:2 by https_proxy")
    #expect(try choose("http://own:3", environment: environment) == "own:3 by daraja.proxy")
    #expect(try choose("none", environment: environment) == "none")
    #expect(try choose("", environment: ["HTTPS_PROXY": "https://x"]) == "unreadable HTTPS_PROXY")
    #expect(try choose("", environment: ["HTTPS_PROXY": "", "https_proxy": ""]) == "none")
    #expect(ProxySetting("https://x") == nil)
  }

  private func choose(_ setting: String, environment: [String: String]) throws -> String {
    try choose(setting, "https://api.safaricom.co.ke", environment)
  }

  @Test(arguments: [
    ("api.safaricom.co.ke", true), ("safaricom.co.ke", true), (".safaricom.co.ke", true), ("*.safaricom.co.ke", true),
    ("*", true), ("example.com, safaricom.co.ke:443", true), ("aricom.co.ke", false), ("example.com", false),
    ("", false),
    (",", false),
  ])
  func whatIsExcepted(_ list: String, _ isExcepted: Bool) throws {
    for name in ["NO_PROXY", "no_proxy"] {
      let other = name == "NO_PROXY" ? "no_proxy" : "NO_PROXY"
      let chosen = try choose("", environment: ["HTTPS_PROXY": "http://env:1", name: list, other: ""])
      #expect(chosen == (isExcepted ? "none" : "env:1 by HTTPS_PROXY"))
    }
  }

  @Test(arguments: ["127.0.0.1", "127.0.0.1:8743", "localhost:8743", "[::1]:8743"])
  func aSimulatorOnThisMachineIsReachedDirectly(_ place: String) throws {
    #expect(try choose("", "http://" + place, ["HTTPS_PROXY": "http://env:1"]) == "none")
    #expect(try choose("http://own:3", "http://" + place) == "own:3 by daraja.proxy")
  }
}
