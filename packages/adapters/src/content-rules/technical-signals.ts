import { listed, type Signal } from './signal.ts';

/** Marks of code and of calls to tools. */
export const technicalSignals = {
  codeFence: {
    at: 'anywhere',
    literals: listed('```'),
  },
  codeAtLineStart: {
    at: 'line_start',
    literals: listed(
      'def | class | import | from | #include | #!/ | public | private | package | using',
      'function | const | let | var | func | fn | if __name__ | async | export | <?php',
      '<html | <!doctype | select | struct | template | return | for | while | @ | void',
      'int | require',
    ),
  },
  codeInText: {
    at: 'anywhere',
    literals: listed(
      'def  | self. | return  | ):\n | ):\r | ) { | ){ |  =>  | (); |  ==  |  !=  | -> | += ',
      '&& | || | </ | /> | console.log | printf | std:: | elif  | null |  = [ |  = {',
      ' = new  | public static | #include | select *  | for i in  | range( | len(',
      '.append( | print( | >>>  | """ | \'\'\' | /** | };',
    ),
  },
  sqlStart: {
    at: 'text_start',
    literals: listed('select | insert into | create table | update | delete from | alter table'),
  },
  sqlClause: {
    at: 'anywhere',
    literals: listed(' from  | \nfrom  |  where  |  values ( |  add column |  set '),
  },
  asksForCode: {
    at: 'word',
    literals: listed(
      'python | javascript | typescript | java | c++ | c# | sql | html | css | php | golang',
      'rust | kotlin | bash | shell script | regex | regular expression | function | code',
      'program | script | algorithm | method | class | compile | debug | docstring',
      'unit test | tests | api endpoint | linked list | array | query',
    ),
  },
  writesFunction: {
    at: 'word',
    literals: listed(
      'write a function | write a python | write a program | write a java | write a c',
      'write a script | write code | write a code | write a method | write a class',
      'write a query | write an sql | write a sql | implement | create a function',
      'develop a python | write a javascript | python function | write a bash',
      'python program | c++ program',
    ),
  },
  repairsCode: {
    at: 'word_start',
    literals: listed(
      'fix bug | fix the bug | fix  | refactor | bug | debug | error in the code',
      'test case | add test | remove unused | update the | rename | stack trace | exception',
    ),
  },
  toolMarkup: {
    at: 'anywhere',
    literals: listed(
      '<tool_call> | <functioncall> | <function_call> | function_call | tool_calls',
      'api-request | api_call | "action_input" | "action" | action input: | api_name',
      '"api"',
    ),
  },
  toolsList: {
    at: 'anywhere',
    literals: listed(
      '<tools>[{ | "parameters" | "properties" | "required" | parameters: | "arguments"',
      'functions:',
    ),
  },
  toolStep: {
    at: 'line_start',
    literals: listed('tool: | action: | action input: | observation: | thought: | api call:'),
  },
  toolWords: {
    at: 'word',
    literals: listed(
      'api | apis | tool | tools | plugin | access to the following | function call',
      'call the | api call | search engine | calculator | calendar | endpoint | invoke',
    ),
  },
  offersTools: {
    at: 'word',
    literals: listed(
      'access to the following | you can use the following | following tools',
      'following functions | following apis | available tools | use the api | api call',
      'using the tool | use tools | an api',
    ),
  },
  namedTool: {
    at: 'word',
    literals: listed(
      'search | wikipedia | wolfram | wolfram alpha | calculator | terminal | python',
      'browser | browse | calendar | translator | weather | shell | interpreter | google',
    ),
  },
  toolCall: {
    at: 'word_start',
    literals: listed(
      'search( | search[ | wikipedia( | wikisearch( | calculator( | calculator[ | wolfram(',
      'python( | terminal( | browse( | calendar( | translate( | weather( | get_weather',
      'lookup[ | query( | call( | qa(',
    ),
  },
  jsonStart: {
    at: 'text_start',
    literals: listed('{" | [{" | {\' | [{\' | {\n | [\n | [{'),
  },
  bracketCall: {
    at: 'anywhere',
    literals: listed('(query= | (" | (\' | =" | =\''),
  },
} as const satisfies Record<string, Signal>;
