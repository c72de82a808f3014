/** What VS Code 1.139 gives a page of its own themes, as far as the chat asks for it: the body's class and the variables. */
export const chatThemes = {
  dark: {
    kind: 'vscode-dark',
    variables: `
--vscode-button-background: #0078d4;
--vscode-button-border: rgba(255, 255, 255, 0.1);
--vscode-button-foreground: #ffffff;
--vscode-button-hoverBackground: #026ec1;
--vscode-button-secondaryBackground: rgba(0, 0, 0, 0);
--vscode-button-secondaryBorder: rgba(204, 204, 204, 0.15);
--vscode-button-secondaryForeground: #cccccc;
--vscode-button-secondaryHoverBackground: #2b2b2b;
--vscode-chat-requestBorder: rgba(255, 255, 255, 0.1);
--vscode-chat-requestBubbleBackground: rgba(38, 79, 120, 0.3);
--vscode-descriptionForeground: #9d9d9d;
--vscode-editor-background: #1f1f1f;
--vscode-editor-font-family: 'Droid Sans Mono', monospace;
--vscode-editor-font-size: 14px;
--vscode-editor-foreground: #cccccc;
--vscode-editorError-foreground: #f14c4c;
--vscode-editorInfo-foreground: #59a4f9;
--vscode-editorWarning-foreground: #cca700;
--vscode-editorWidget-background: #202020;
--vscode-editorWidget-foreground: #cccccc;
--vscode-errorForeground: #f85149;
--vscode-focusBorder: #0078d4;
--vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
--vscode-font-size: 13px;
--vscode-font-weight: normal;
--vscode-foreground: #cccccc;
--vscode-icon-foreground: #cccccc;
--vscode-input-background: #313131;
--vscode-input-border: #3c3c3c;
--vscode-input-foreground: #cccccc;
--vscode-input-placeholderForeground: #989898;
--vscode-panel-border: #2b2b2b;
--vscode-progressBar-background: #0078d4;
--vscode-scrollbarSlider-background: rgba(121, 121, 121, 0.4);
--vscode-sideBar-background: #181818;
--vscode-textBlockQuote-border: #616161;
--vscode-textLink-activeForeground: #4daafc;
--vscode-textLink-foreground: #4daafc;
--vscode-textPreformat-background: #3c3c3c;
--vscode-textPreformat-foreground: #d0d0d0;
--vscode-textSeparator-foreground: #21262d;
--vscode-toolbar-hoverBackground: rgba(90, 93, 94, 0.31);
--vscode-widget-border: #313131;
--vscode-widget-shadow: rgba(0, 0, 0, 0.36);
`,
  },
  light: {
    kind: 'vscode-light',
    variables: `
--vscode-button-background: #005fb8;
--vscode-button-border: rgba(0, 0, 0, 0.1);
--vscode-button-foreground: #ffffff;
--vscode-button-hoverBackground: #0258a8;
--vscode-button-secondaryBackground: #e5e5e5;
--vscode-button-secondaryBorder: rgba(59, 59, 59, 0.15);
--vscode-button-secondaryForeground: #3b3b3b;
--vscode-button-secondaryHoverBackground: #cccccc;
--vscode-chat-requestBorder: rgba(0, 0, 0, 0.1);
--vscode-chat-requestBubbleBackground: rgba(173, 214, 255, 0.3);
--vscode-descriptionForeground: #3b3b3b;
--vscode-editor-background: #ffffff;
--vscode-editor-font-family: 'Droid Sans Mono', monospace;
--vscode-editor-font-size: 14px;
--vscode-editor-foreground: #3b3b3b;
--vscode-editorError-foreground: #e51400;
--vscode-editorInfo-foreground: #0063d3;
--vscode-editorWarning-foreground: #bf8803;
--vscode-editorWidget-background: #f8f8f8;
--vscode-editorWidget-foreground: #3b3b3b;
--vscode-errorForeground: #f85149;
--vscode-focusBorder: #005fb8;
--vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
--vscode-font-size: 13px;
--vscode-font-weight: normal;
--vscode-foreground: #3b3b3b;
--vscode-icon-foreground: #3b3b3b;
--vscode-input-background: #ffffff;
--vscode-input-border: #cecece;
--vscode-input-foreground: #3b3b3b;
--vscode-input-placeholderForeground: #767676;
--vscode-panel-border: #e5e5e5;
--vscode-progressBar-background: #005fb8;
--vscode-scrollbarSlider-background: rgba(100, 100, 100, 0.4);
--vscode-sideBar-background: #f8f8f8;
--vscode-textBlockQuote-border: #e5e5e5;
--vscode-textLink-activeForeground: #005fb8;
--vscode-textLink-foreground: #005fb8;
--vscode-textPreformat-background: rgba(0, 0, 0, 0.12);
--vscode-textPreformat-foreground: #3b3b3b;
--vscode-textSeparator-foreground: #21262d;
--vscode-toolbar-hoverBackground: rgba(184, 184, 184, 0.31);
--vscode-widget-border: #e5e5e5;
--vscode-widget-shadow: rgba(0, 0, 0, 0.16);
`,
  },
  highContrast: {
    kind: 'vscode-high-contrast',
    variables: `
--vscode-button-background: #000000;
--vscode-button-border: #6fc3df;
--vscode-button-foreground: #ffffff;
--vscode-button-hoverBackground: #000000;
--vscode-button-secondaryBorder: #6fc3df;
--vscode-button-secondaryForeground: #ffffff;
--vscode-chat-requestBorder: #6fc3df;
--vscode-contrastActiveBorder: #f38518;
--vscode-contrastBorder: #6fc3df;
--vscode-descriptionForeground: rgba(255, 255, 255, 0.7);
--vscode-editor-background: #000000;
--vscode-editor-font-family: 'Droid Sans Mono', monospace;
--vscode-editor-font-size: 14px;
--vscode-editor-foreground: #ffffff;
--vscode-editorError-foreground: #f48771;
--vscode-editorInfo-foreground: #59a4f9;
--vscode-editorWarning-foreground: #ffd370;
--vscode-editorWidget-background: #0c141f;
--vscode-editorWidget-foreground: #ffffff;
--vscode-errorForeground: #f48771;
--vscode-focusBorder: #f38518;
--vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
--vscode-font-size: 13px;
--vscode-font-weight: normal;
--vscode-foreground: #ffffff;
--vscode-icon-foreground: #ffffff;
--vscode-input-background: #000000;
--vscode-input-border: #6fc3df;
--vscode-input-foreground: #ffffff;
--vscode-input-placeholderForeground: rgba(255, 255, 255, 0.7);
--vscode-panel-border: #6fc3df;
--vscode-progressBar-background: #6fc3df;
--vscode-scrollbarSlider-background: rgba(111, 195, 223, 0.6);
--vscode-sideBar-background: #000000;
--vscode-textBlockQuote-border: #ffffff;
--vscode-textLink-activeForeground: #21a6ff;
--vscode-textLink-foreground: #21a6ff;
--vscode-textPreformat-foreground: #ffffff;
--vscode-textSeparator-foreground: #000000;
--vscode-widget-border: #6fc3df;
`,
  },
  highContrastLight: {
    kind: 'vscode-high-contrast-light vscode-high-contrast',
    variables: `
--vscode-button-background: #0f4a85;
--vscode-button-border: #0f4a85;
--vscode-button-foreground: #ffffff;
--vscode-button-hoverBackground: #0f4a85;
--vscode-button-secondaryBackground: #ffffff;
--vscode-button-secondaryBorder: #0f4a85;
--vscode-button-secondaryForeground: #292929;
--vscode-chat-requestBorder: #0f4a85;
--vscode-contrastActiveBorder: #006bbd;
--vscode-contrastBorder: #0f4a85;
--vscode-descriptionForeground: rgba(41, 41, 41, 0.7);
--vscode-editor-background: #ffffff;
--vscode-editor-font-family: 'Droid Sans Mono', monospace;
--vscode-editor-font-size: 14px;
--vscode-editor-foreground: #292929;
--vscode-editorError-foreground: #b5200d;
--vscode-editorInfo-foreground: #0063d3;
--vscode-editorWarning-foreground: #895503;
--vscode-editorWidget-background: #ffffff;
--vscode-editorWidget-foreground: #292929;
--vscode-errorForeground: #b5200d;
--vscode-focusBorder: #006bbd;
--vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif;
--vscode-font-size: 13px;
--vscode-font-weight: normal;
--vscode-foreground: #292929;
--vscode-icon-foreground: #292929;
--vscode-input-background: #ffffff;
--vscode-input-border: #0f4a85;
--vscode-input-foreground: #292929;
--vscode-input-placeholderForeground: rgba(41, 41, 41, 0.7);
--vscode-list-highlightForeground: #006bbd;
--vscode-menu-background: #ffffff;
--vscode-menu-border: #0f4a85;
--vscode-menu-foreground: #292929;
--vscode-menu-selectionBackground: rgba(15, 74, 133, 0.1);
--vscode-menu-selectionBorder: #006bbd;
--vscode-panel-border: #0f4a85;
--vscode-progressBar-background: #0f4a85;
--vscode-quickInput-background: #ffffff;
--vscode-quickInput-foreground: #292929;
--vscode-scrollbarSlider-background: rgba(15, 74, 133, 0.4);
--vscode-sideBar-background: #ffffff;
--vscode-textBlockQuote-border: #292929;
--vscode-textLink-activeForeground: #0f4a85;
--vscode-textLink-foreground: #0f4a85;
--vscode-textPreformat-background: #09345f;
--vscode-textPreformat-foreground: #ffffff;
--vscode-textSeparator-foreground: #292929;
--vscode-widget-border: #0f4a85;
`,
  },
} as const;
