// In a page of the extension, beside the page under test: hears what content scripts report, and speaks to them as the popup does.

const tabOf = async (url) => {
  const tabs = await chrome.tabs.query({});
  // A page that goes on under another address is still the same tab, and no two show the same host.
  const { host } = new URL(url);
  const tab = tabs.find((it) => URL.canParse(it.url) && new URL(it.url).host === host);
  if (!tab) throw new Error(`no tab shows ${url}`);
  return tab.id;
};

window.ledeDesk = {
  reports: [],
  tab: tabOf,
  tell: async (url, message) => chrome.tabs.sendMessage(await tabOf(url), message, { frameId: 0 }),
  badge: async (url) => chrome.action.getBadgeText({ tabId: await tabOf(url) }),
  activate: async (url) => chrome.tabs.update(await tabOf(url), { active: true }),
};
chrome.runtime.onMessage.addListener((message) => {
  if (message?.type === "count") window.ledeDesk.reports.push(message.hidden);
});
